"""The public pages: thin views over the door (`filters`) and the index."""
