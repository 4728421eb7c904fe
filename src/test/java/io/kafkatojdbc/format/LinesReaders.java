package io.kafkatojdbc.format;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Primary;

/**
 * Readers of a format of the tests' own, in which each line of a value is a row: a line
 * is the value of the first column, {@code #} begins what all rows after it have in the
 * second column, {@code !} cannot be read, {@code skip} is a record without rows, and
 * {@code nothing} one that the reader forgets.
 */
@Primary
public class LinesReaders extends RecordReaders {

	LinesReaders(Pipeline pipeline, SchemaRegistry registry) {
		super(pipeline, registry);
	}

	@Override
	public RecordReader reader(List<Column> columns) {
		return new LinesReader();
	}

	private static final class LinesReader implements RecordReader {

		@Override
		public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
				throws UnreadableRecordException {
			String value = new String(kafkaRecord.value(), StandardCharsets.UTF_8);
			switch (value) {
				case "skip" -> row.skip();
				case "nothing" -> row.begin(false);
				default -> readLines(value, row);
			}
			return 1;
		}

		private static void readLines(String value, RowWriter row) throws UnreadableRecordException {
			row.begin(false);
			row.column(0);
			write("of the first look", row);
			row.end();
			row.begin(false);
			for (String line : value.split("\n", -1)) {
				if (line.startsWith("#")) {
					row.column(1);
					write(line.substring(1), row);
					row.mark();
				}
				else {
					readLine(line, row);
				}
			}
		}

		private static void readLine(String line, RowWriter row) throws UnreadableRecordException {
			if (!line.isEmpty()) {
				row.column(0);
				write(line, row);
			}
			if (line.startsWith("!")) {
				throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "a line cannot be read");
			}
			row.end();
		}

		private static void write(String text, RowWriter row) throws UnreadableRecordException {
			row.text(text.toCharArray(), 0, text.length());
		}

		@Override
		public void end() {
			// It keeps nothing.
		}

	}

}
