mod block;
mod clock;
mod day;
mod length;
mod scan;
mod words;
mod zone;
