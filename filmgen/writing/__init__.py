"""What all writing shares: sessions with a writer, typed answers, what is kept, what it cost."""
