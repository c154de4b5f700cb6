"""What tests in every folder use: databases, a browser, goldens, and the closing lines."""
