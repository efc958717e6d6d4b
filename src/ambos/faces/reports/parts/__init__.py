"""The parts of a review packet, each from a packet to sections; the editions choose among them."""
