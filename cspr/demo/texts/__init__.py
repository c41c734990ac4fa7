"""What is told in the demonstration? Words alone, apart from the code that uses them; all people and places are invented."""
