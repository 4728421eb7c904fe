package io.kafkatojdbc.rejected;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.staging.OrderedRecords;
import io.kafkatojdbc.staging.RecordStager;
import io.kafkatojdbc.staging.RejectedRecord;
import io.kafkatojdbc.staging.Staged;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.stereotype.Component;

/**
 * Stages rejected records into the open batch, under their own partition and offset. The
 * rows and the decision are written in one transaction. The offsets of the topic do not
 * change.
 */
@Component
class RetryStager {

	private final RecordStager stager;

	private final RetryResults results;

	private final RejectedMeters meters;

	RetryStager(RecordStager stager, RetryResults results, RejectedMeters meters) {
		this.stager = stager;
		this.results = results;
		this.meters = meters;
	}

	/**
	 * Stages records.
	 * @param records the records, all of which wait
	 * @return the records that still cannot become rows
	 * @throws DecidedMeanwhileException if one of the records no longer waits; no record
	 * is staged
	 */
	List<RejectedRecord> stage(OrderedRecords records) {
		Staged staged = this.stager.stageAgain(records, (batch, planned, slot) -> {
			if (!this.results.retried(batch, retried(records.records(), planned))) {
				throw new DecidedMeanwhileException();
			}
			return this.results.layout(slot);
		});
		this.meters.retried((long) records.records().size() - staged.rejected().size());
		return staged.rejected();
	}

	private static List<RetriedRecord> retried(List<ConsumerRecord<byte[], byte[]>> records, Staged staged) {
		Set<RecordPlace> rejected = staged.rejected()
			.stream()
			.map((each) -> place(each.kafkaRecord()))
			.collect(Collectors.toSet());
		return IntStream.range(0, records.size())
			.mapToObj((i) -> new RetriedRecord(place(records.get(i)), staged.rowsOf(i)))
			.filter((each) -> !rejected.contains(each.place()))
			.toList();
	}

	private static RecordPlace place(ConsumerRecord<?, ?> kafkaRecord) {
		return new RecordPlace(kafkaRecord.partition(), kafkaRecord.offset());
	}

}
