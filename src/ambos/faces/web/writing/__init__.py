"""The room of writing: forms, drafts, signatures, answers, the inbox."""
