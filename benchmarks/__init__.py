"""What is measured: how much is read right (accuracy), and how quickly (speed)."""
