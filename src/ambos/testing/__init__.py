"""What tests of Ambos, and of programs beside it, stand on; shipped so that others can use it too."""
