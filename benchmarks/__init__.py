"""Speed, measured: each folder here backs one claim that the README makes."""
