"""Pure functions from text to frozen values: numbers, amounts, periods, quantities, parties, places, triggers and cues."""
