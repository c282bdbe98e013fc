"""What is wrong, and where: records without any knowledge of data, documents or files."""
