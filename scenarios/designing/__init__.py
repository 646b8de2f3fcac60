"""What a design varies and at which points: factors, tables of points, and how it is saved."""
