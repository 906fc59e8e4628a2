"""What customers change of their own contracts: freezing, changing the plan, ending."""
