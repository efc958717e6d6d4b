"""Deployments: forces by mission, place and month, and what they were taken from."""
