"""Short films with exact ground truth beside them, and the studio that renders them."""
