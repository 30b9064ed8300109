"""What comes out: results on disk, and the tables and pages that are made of them."""
