package io.kafkatojdbc.protobuf;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

import com.google.protobuf.Any;
import com.google.protobuf.AnyProto;
import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which bytes are no message, and why. */
class MessageDecoderTests {

	private static final Descriptor descriptor = Messages.type("""
			syntax = "proto2";
			message Film {
			  optional int32 year = 1;
			  optional string name = 2;
			  optional Film next = 3;
			  repeated int32 stars = 4;
			  optional group Rating = 5 { optional int32 n = 1; }
			}
			""");

	private static final MessageType type = new MessageTypes(descriptor.getFile()).of(descriptor);

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|',
			value = { "08 | the input ended unexpectedly", "08 ff ff | the input ended unexpectedly",
					"12 05 61 | the input ended unexpectedly", "12 ff ff ff ff 07 61 | the input ended unexpectedly",
					"12 ff ff ff ff 0f 61 | negative size", "12 01 ff | invalid UTF-8", "00 | invalid tag (zero)",
					"57 00 | invalid wire type", "0f 00 | has the wire type 7, and not 0",
					"2b 08 01 | end-group tag did not match", "2b 34 | end-group tag did not match",
					"54 | end-group tag did not match", "08 ff ff ff ff ff ff ff ff ff ff 01 | malformed varint",
					"22 02 08 | ended unexpectedly", "1a 03 08 01 | ended unexpectedly",
					"1a 01 08 01 | ended unexpectedly",
					"0a 01 61 | the field year of Film has the wire type 2, and not 0: another schema has written it",
					"0d 00 00 00 00 | the field year of Film has the wire type 5, and not 0",
					"10 01 | the field name of Film has the wire type 0, and not 2" })
	void areNoMessage(String hex, String reason) {
		UnreadableRecordException refused = refused(HexFormat.ofDelimiter(" ").parseHex(hex));
		assertThat(refused.code()).isEqualTo(RejectionCode.NOT_PROTOBUF);
		assertThat(refused.reason()).contains(reason);
	}

	@Test
	void fieldsThatTheSchemaDoesNotKnowAreCounted() throws Exception {
		byte[] bytes = HexFormat.of().parseHex("0807" + "5001" + "5a0161" + "6308016408" + "08");
		assertThat(decode(bytes).unknownFields()).isEqualTo(3);
	}

	@Test
	void messagesNestUpToTheDepthOfGooglesLibrary() throws Exception {
		assertThat(decode(nested(100)).type()).isSameAs(type);
		assertThat(refused(nested(101)).code()).isEqualTo(RejectionCode.BEYOND_LIMITS);
		assertThat(refused(nested(5_000)).code()).isEqualTo(RejectionCode.BEYOND_LIMITS);
	}

	@Test
	void groupsWithoutAnEndAreNotReadTooDeep() {
		byte[] unknownGroups = new byte[100_000];
		Arrays.fill(unknownGroups, (byte) 0x63);
		assertThat(refused(unknownGroups).code()).isEqualTo(RejectionCode.NOT_PROTOBUF);
	}

	@Test
	void messagesOfAnyTypeNestAsDeep() throws Exception {
		assertThat(ProtobufJson.of(anys(50))).endsWith("{}" + "}".repeat(50));
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> ProtobufJson.of(anys(5_000)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.BEYOND_LIMITS));
	}

	private static ProtobufMessage anys(int depth) throws UnreadableRecordException {
		Any inner = Any.getDefaultInstance();
		for (int i = 0; i < depth; i++) {
			inner = Any.newBuilder().setTypeUrl("x/google.protobuf.Any").setValue(inner.toByteString()).build();
		}
		MessageTypes types = new MessageTypes(AnyProto.getDescriptor());
		return MessageDecoder.decode(new FoundMessage(types.of(Any.getDescriptor()), 0), inner.toByteArray());
	}

	private static ProtobufMessage decode(byte[] bytes) throws UnreadableRecordException {
		return MessageDecoder.decode(new FoundMessage(type, 0), bytes);
	}

	private static UnreadableRecordException refused(byte[] bytes) {
		return assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> decode(bytes)).actual();
	}

	/** Returns a message in messages, the outermost of which is counted as 0. */
	private static byte[] nested(int depth) {
		byte[] inner = {};
		for (int i = 0; i < depth; i++) {
			inner = framed(inner);
		}
		return inner;
	}

	private static byte[] framed(byte[] inner) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(0x1a);
		int length = inner.length;
		while (length > 0x7F) {
			out.write((length & 0x7F) | 0x80);
			length >>>= 7;
		}
		out.write(length);
		out.writeBytes(inner);
		return out.toByteArray();
	}

}
