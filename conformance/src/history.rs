//! Calls and returns of a program from several threads: is there an order that explains them?
