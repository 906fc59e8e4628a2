"""What is changed of contracts: frozen, ended, put on another plan; by customers and by staff."""
