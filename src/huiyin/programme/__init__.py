"""Projects that grow out of what residents say: owner, milestone, money, promise, the residents' word."""
