package zhiyin.rtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who hears whom: rows source to sink with a gain. Each sink holds its rows as an array that is replaced, never
 * changed, so that the wheel reads it without a lock.
 */
final class MediaTable {

    static final Row[] NO_ROWS = {};

    record Row(MediaSource source, MediaSink sink, float gain, boolean relayKeys) {

        short[] frameAt(long tick) {
            return source instanceof MediaPort port ? port.inboundFrameAt(tick) : ((Playback) source).frameAt(tick);
        }

        MediaPort sourcePort() {
            return source instanceof MediaPort port ? port : ((Playback) source).port();
        }

        MediaPort sinkPort() {
            return sink instanceof MediaPort port ? port : ((Recording) sink).port();
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Adds a row, or replaces the one between the same two ends. */
    synchronized void add(Row row) {
        remove(row.source, row.sink);
        rows.add(row);
        install(row.sink);
        if (row.source instanceof MediaPort port) {
            port.consumed(1);
        }
    }

    synchronized void remove(MediaSource source, MediaSink sink) {
        remove(row -> row.source == source && row.sink == sink);
    }

    /** Removes all rows from and to this port, its playbacks and its recordings. */
    synchronized void remove(MediaPort port) {
        remove(row -> row.sourcePort() == port || row.sinkPort() == port);
    }

    private void remove(Predicate<Row> which) {
        List<Row> removed = rows.stream().filter(which).toList();
        rows.removeAll(removed);
        for (Row row : removed) {
            install(row.sink);
            if (row.source instanceof MediaPort port) {
                port.consumed(-1);
            }
        }
    }

    private void install(MediaSink sink) {
        Row[] inputs = rows.stream().filter(row -> row.sink == sink).toArray(Row[]::new);
        if (sink instanceof MediaPort port) {
            port.inputs(inputs);
        } else {
            ((Recording) sink).inputs(inputs);
        }
    }

    /** The ports that are to hear this port's keys. */
    synchronized List<MediaPort> keySinks(MediaPort from) {
        return rows.stream().filter(row -> row.relayKeys && row.source == from).map(Row::sinkPort).toList();
    }

    /** All ports that are joined to this one by rows, directly or through others, and itself. */
    synchronized Set<MediaPort> joined(MediaPort port) {
        Set<MediaPort> seen = new LinkedHashSet<>(List.of(port));
        ArrayDeque<MediaPort> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            MediaPort next = open.remove();
            rows.stream().filter(row -> row.sourcePort() == next).map(Row::sinkPort)
                    .filter(seen::add).forEach(open::add);
            rows.stream().filter(row -> row.sinkPort() == next).map(Row::sourcePort)
                    .filter(seen::add).forEach(open::add);
        }
        return seen;
    }
}
