"""What was done, where, and the public record of it."""
