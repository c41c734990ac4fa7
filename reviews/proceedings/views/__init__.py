"""The pages of proceedings, orders, possible witnesses and holds."""
