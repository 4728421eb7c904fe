package io.kafkatojdbc.avro;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.kafkatojdbc.start.StartException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.util.ResourceUtils;

/**
 * The schema of a file, which has written all values, or all keys. Avro's single-object
 * encoding may be around the data, with the fingerprint of this schema.
 */
public final class FileSchema implements AvroSchemas {

	private static final byte[] MARKER = { (byte) 0xC3, 1 };

	private static final int HEADER = MARKER.length + Long.BYTES;

	private final Schema schema;

	private final long fingerprint;

	private final Place bare;

	private final Place framed;

	/**
	 * Reads the schema.
	 * @param setting the setting that names the file
	 * @param location a path, or an address that begins with {@code file:} or
	 * {@code classpath:}
	 * @throws StartException if there is no such file, or no schema in it
	 */
	public FileSchema(String setting, String location) {
		this.schema = read(setting, location);
		this.fingerprint = SchemaNormalization.parsingFingerprint64(this.schema);
		this.bare = new Place(this.schema, 0);
		this.framed = new Place(this.schema, HEADER);
	}

	private static Schema read(String setting, String location) {
		try (InputStream in = ResourceUtils.getURL(location).openStream()) {
			return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false).parse(in);
		}
		catch (FileNotFoundException ex) {
			throw new StartException("There is no file '%s'.".formatted(location),
					"Set '%s' to the path of a schema.".formatted(setting));
		}
		catch (IOException | AvroRuntimeException ex) {
			throw new StartException("'%s' is no schema of Avro: %s.".formatted(location, ex.getMessage()),
					"Set '%s' to the path of a schema.".formatted(setting));
		}
	}

	@Override
	public Place find(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) {
		return isFramed(bytes) ? this.framed : this.bare;
	}

	private boolean isFramed(byte[] bytes) {
		return bytes.length >= HEADER && bytes[0] == MARKER[0] && bytes[1] == MARKER[1]
				&& ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length) == this.fingerprint;
	}

	@Override
	public Schema schema(Object id) {
		return this.schema;
	}

}
