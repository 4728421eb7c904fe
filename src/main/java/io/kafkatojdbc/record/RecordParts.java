package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kafkatojdbc.record.ColumnSource.Origin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes what columns take of a record's topic and headers. */
public final class RecordParts {

	private final List<ColumnWriter> topic;

	private final List<ColumnWriter> allHeaders;

	private final Map<String, List<ColumnWriter>> headers;

	/**
	 * Creates the writer.
	 * @param mapping which column takes which part of a record
	 */
	public RecordParts(RowMapping mapping) {
		this.topic = mapping.columnsOf(Origin.TOPIC);
		this.allHeaders = mapping.columnsOf(Origin.HEADERS);
		this.headers = mapping.headers();
	}

	/**
	 * Writes the parts.
	 * @param kafkaRecord the record
	 * @param row a row that has begun
	 * @throws UnreadableRecordException if a column cannot take a part
	 */
	public void write(ConsumerRecord<?, ?> kafkaRecord, RowWriter row) throws UnreadableRecordException {
		for (ColumnWriter each : this.topic) {
			row.column(each.position());
			each.text(kafkaRecord.topic(), row);
		}
		for (ColumnWriter each : this.allHeaders) {
			byte[] json = json(kafkaRecord.headers()).getBytes(StandardCharsets.UTF_8);
			row.column(each.position());
			each.json(json, 0, json.length, row);
		}
		for (Map.Entry<String, List<ColumnWriter>> each : this.headers.entrySet()) {
			Header header = kafkaRecord.headers().lastHeader(each.getKey());
			if (header != null) {
				write(header, each.getValue(), row);
			}
		}
	}

	private static void write(Header header, List<ColumnWriter> columns, RowWriter row)
			throws UnreadableRecordException {
		for (ColumnWriter each : columns) {
			row.column(each.position());
			try {
				write(header.value(), each, row);
			}
			catch (UnreadableRecordException ex) {
				throw ex.in(each.column());
			}
		}
	}

	/** Writes bytes that are text, unless the column takes bytes. */
	static void write(byte @Nullable [] bytes, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (bytes == null) {
			row.nothing();
		}
		else if (column.column().kind() == Column.Kind.BYTES) {
			column.bytes(bytes, row);
		}
		else {
			Utf8.check(bytes);
			column.text(new String(bytes, StandardCharsets.UTF_8), row);
		}
	}

	/**
	 * Returns headers as a JSON object. A name that several headers have gets an array of
	 * their values.
	 */
	private static String json(Headers headers) {
		Map<String, String> fields = new LinkedHashMap<>();
		Map<String, Integer> counts = new LinkedHashMap<>();
		for (Header each : headers) {
			String value = json(each.value());
			counts.merge(each.key(), 1, Integer::sum);
			fields.merge(each.key(), value, (one, other) -> one + ',' + other);
		}
		return fields.entrySet()
			.stream()
			.map((each) -> Encodings.quoted(each.getKey()) + ':'
					+ ((counts.getOrDefault(each.getKey(), 1) > 1) ? '[' + each.getValue() + ']' : each.getValue()))
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String json(byte @Nullable [] value) {
		if (value == null) {
			return "null";
		}
		Optional<String> text = Utf8.decode(value);
		return text.map(Encodings::quoted)
			.orElseGet(() -> "{\"base64\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(value)));
	}

}
