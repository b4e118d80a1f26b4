"""All that visitors see. Nothing here reads the staff's models: only the public record."""
