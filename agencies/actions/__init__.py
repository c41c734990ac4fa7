"""How do people, roles, agencies, contacts and partnerships change? By subject; each tells the installation's trail."""
