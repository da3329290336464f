"""One child's story across the steps, as one person may read it."""
