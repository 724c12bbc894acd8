"""Areas, departments, categories of service, the office itself and its calendar."""
