package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpeedTest {
    @Test
    void speedIsOperationsByTime() {
        double one = Speed.of(1, () -> {});
        assertTrue(one > 0 && Double.isFinite(one));
        assertTrue(Speed.peak() > 0);
    }
}
