use super::*;

#[test]
fn what_an_instrument_read_has_the_digits_that_a_room_can_use() {
    for (value, words) in [
        (99.713_13, "99.71 %"),
        (99.998, "99.998 %"),
        (100.0, "100 %"),
        (789.685_1, "789.7 %"),
        (12_345.678, "12,346 %"),
        (1.234_56, "1.235 %"),
        (0.012_345, "0.0123 %"),
        (-0.5, "−0.5 %"),
        (0.0, "0 %"),
    ] {
        assert_eq!(measured(value, "%"), words);
    }
}
