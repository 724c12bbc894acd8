"""Who does what until when: moves, assignments, outcomes, clocks, the order of the queue."""
