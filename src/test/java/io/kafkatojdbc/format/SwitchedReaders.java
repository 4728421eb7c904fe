package io.kafkatojdbc.format;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Primary;

/** Readers whose settings a test changes while the service runs. */
@Primary
public class SwitchedReaders extends RecordReaders {

	private final AtomicReference<RecordReaders> current;

	private final SchemaRegistry registry;

	SwitchedReaders(Pipeline pipeline, SchemaRegistry registry) {
		super(pipeline, registry);
		this.registry = registry;
		this.current = new AtomicReference<>(new RecordReaders(pipeline, registry));
	}

	/**
	 * Reads records from now on as a pipeline does.
	 * @param pipeline the pipeline
	 */
	public void use(Pipeline pipeline) {
		this.current.set(new RecordReaders(pipeline, this.registry));
	}

	@Override
	public RecordReader reader(List<Column> columns) {
		return new Switched(columns);
	}

	private final class Switched implements RecordReader {

		private final List<Column> columns;

		private @Nullable RecordReaders known;

		private @Nullable RecordReader reader;

		Switched(List<Column> columns) {
			this.columns = columns;
		}

		@Override
		public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
				throws UnreadableRecordException {
			RecordReaders wanted = Objects.requireNonNull(SwitchedReaders.this.current.get());
			RecordReader using = this.reader;
			if (using == null || this.known != wanted) {
				using = wanted.reader(this.columns);
				this.known = wanted;
				this.reader = using;
			}
			return using.read(kafkaRecord, row);
		}

		@Override
		public void end() {
			if (this.reader != null) {
				this.reader.end();
			}
		}

	}

}
