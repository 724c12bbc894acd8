"""Settings, addresses, base templates, design tokens, error pages."""
