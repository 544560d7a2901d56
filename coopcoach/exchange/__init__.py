"""What goes to partners and comes back."""
