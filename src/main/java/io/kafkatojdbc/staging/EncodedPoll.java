package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.Progress;
import io.kafkatojdbc.ledger.RejectedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A poll as rows for COPY, and the records of it that could not become rows. */
final class EncodedPoll {

	private final StagingTable table;

	private final Poll poll;

	private final CopyRows rows = new CopyRows();

	private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

	private final List<RejectedRecord> rejected = new ArrayList<>();

	EncodedPoll(StagingTable table, Poll poll) {
		this.table = table;
		this.poll = poll;
		JsonRowEncoder encoder = new JsonRowEncoder(table);
		poll.parts().forEach((part) -> part.records().forEach((each) -> encode(encoder, each)));
	}

	private void encode(JsonRowEncoder encoder, ConsumerRecord<byte[], byte[]> kafkaRecord) {
		int index = this.records.size();
		this.records.add(kafkaRecord);
		try {
			encoder.encode(kafkaRecord, index, this.rows);
		}
		catch (UnreadableRecordException ex) {
			this.rejected.add(new RejectedRecord(kafkaRecord, ex.getReason()));
		}
	}

	/** Takes a row out, and keeps its record as rejected. */
	void reject(int row, String reason) {
		this.rows.leaveOut(row);
		this.rejected.add(new RejectedRecord(this.records.get(this.rows.record(row)), reason));
	}

	StagingTable table() {
		return this.table;
	}

	CopyRows rows() {
		return this.rows;
	}

	List<RejectedRecord> rejected() {
		return this.rejected;
	}

	List<Progress> progress() {
		Map<Integer, Long> rejectedByPartition = this.rejected.stream()
			.collect(Collectors.groupingBy((each) -> each.kafkaRecord().partition(), Collectors.counting()));
		return this.poll.parts().stream().map((part) -> {
			long bad = rejectedByPartition.getOrDefault(part.partition(), 0L);
			return new Progress(part.partition(), part.from(), part.next(), part.records().size() - bad, bad,
					part.lastTimestamp());
		}).toList();
	}

}
