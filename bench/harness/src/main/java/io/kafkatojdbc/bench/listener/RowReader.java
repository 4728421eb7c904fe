package io.kafkatojdbc.bench.listener;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Turns a record into the parameters of an INSERT. */
@Component
class RowReader {

	private final ObjectReader reader;

	RowReader(JsonMapper mapper, ListenerProperties properties) {
		this.reader = mapper.readerFor("films".equals(properties.workload()) ? Film.class : Wide.class);
	}

	Object[] read(byte[] value) {
		Row row = this.reader.readValue(value);
		return row.values();
	}

	/** A record's value. */
	private sealed interface Row {

		Object[] values();

	}

	/**
	 * A film.
	 *
	 * @param id the key
	 * @param name the film's name
	 */
	private record Film(String id, String name) implements Row {

		@Override
		public Object[] values() {
			return new Object[] { this.id, this.name };
		}

	}

	/** A wide row, with a component for each column. */
	private record Wide(long id, String customer, String email, int quantity, BigDecimal price, double weight,
			boolean active, @JsonProperty("created_at") OffsetDateTime createdAt,
			@JsonProperty("shipped_on") LocalDate shippedOn, long views, String note, JsonNode attrs) implements Row {

		@Override
		public Object[] values() {
			return new Object[] { this.id, this.customer, this.email, this.quantity, this.price, this.weight,
					this.active, this.createdAt, this.shippedOn, this.views, this.note, this.attrs.toString() };
		}

	}

}
