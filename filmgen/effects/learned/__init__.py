"""What the learned generators share: the network, examples, training and weights."""
