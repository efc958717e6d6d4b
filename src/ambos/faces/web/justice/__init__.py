"""Justice: requests between the governments under their instruments, their steps and legal clocks."""
