"""What customers write, and staff answer: discussion boards and the help desk."""
