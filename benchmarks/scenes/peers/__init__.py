"""The services that Fireside is measured beside, each written as its stack suggests."""
