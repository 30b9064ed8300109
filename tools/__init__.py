"""The author's tools: no lesson runs them, and no wheel of the package carries them."""
