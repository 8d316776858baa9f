package io.gatehouse.load.clients.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WorkerProtocolTest {
    @Test
    void countsGoThrough() {
        Counts counts = new Counts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

        assertThat(WorkerProtocol.counts(WorkerProtocol.text(counts))).isEqualTo(counts);
    }

    @Test
    void anOutageGoesThrough() {
        Histogram back = new Histogram(3_600_000, 3);
        back.recordValue(2000);
        back.recordValueWithCount(2100, 500);

        Outage told = WorkerProtocol.outage(WorkerProtocol.text(new Outage(1, 2, Outage.NEVER, 4, back)));

        assertThat(told.firstDrop()).isEqualTo(1);
        assertThat(told.firstGreeting()).isEqualTo(2);
        assertThat(told.firstBack()).isEqualTo(Outage.NEVER);
        assertThat(told.lastBack()).isEqualTo(4);
        assertThat(told.backMillis()).isEqualTo(back);
    }
}
