"""posecoach: a camera assistant that counts repetitions and checks form."""
