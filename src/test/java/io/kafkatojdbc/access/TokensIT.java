package io.kafkatojdbc.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.kafkatojdbc.testing.HttpTarget;
import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of an authorization server let people in, and what is open or shut by a setting
 * is so.
 */
class TokensIT {

	private final KeyPair keys = keys();

	@Test
	void aTokenSaysWhatItsBearerMayDo(@TempDir Path directory) throws IOException {
		try (Service service = start(directory)) {
			HttpTarget operator = bearing(service, token(this.keys, "operator", Duration.ofMinutes(5)));
			assertThat(operator.put("/api/consumers/lucas").status()).isEqualTo(200);
			HttpTarget viewer = bearing(service, token(this.keys, "viewer", Duration.ofMinutes(5)));
			assertThat(viewer.get("/api/consumers").status()).isEqualTo(200);
			Problem.check(viewer.delete("/api/consumers/lucas"), 403, "the role operator");
			Problem.check(bearing(service, token(this.keys, "clerk", Duration.ofMinutes(5))).get("/status"), 403,
					"the role viewer");
			for (String bad : List.of(token(this.keys, "operator", Duration.ofHours(-1)),
					token(keys(), "operator", Duration.ofMinutes(5)), "nonsense")) {
				HttpTarget stranger = bearing(service, bad);
				Problem.check(stranger.get("/status"), 401, "a valid bearer token");
				assertThat(stranger.headers("GET", "/status").firstValue("WWW-Authenticate"))
					.hasValueSatisfying((challenge) -> assertThat(challenge).startsWith("Bearer "));
			}
			Problem.check(service.asViewer().get("/status"), 401, "a valid bearer token");
			Problem.check(service.asNobody().get("/status"), 401, "a valid bearer token");
			assertThatSettingsOpenAndShut(service, operator);
			assertThat(service.log()).doesNotContain(" ERROR ", "\tat ");
		}
	}

	@Test
	void anAuthorizationServerThatIsAwayIsNotTheTokensFault() {
		try (Service service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(),
				TestServers.topic(1))
			.with("ingest.security.mode", "oauth2")
			.with("spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://127.0.0.1:" + Ports.free())
			.start()) {
			Problem.check(bearing(service, token(this.keys, "viewer", Duration.ofMinutes(5))).get("/status"), 503,
					"the authorization server does not answer");
			assertThat(service.asNobody().get("/health").status()).isEqualTo(200);
			assertThat(service.log()).contains("Tokens can't be checked: ").doesNotContain(" ERROR ", "\tat ");
		}
	}

	private static void assertThatSettingsOpenAndShut(Service service, HttpTarget operator) {
		assertThat(service.asNobody().get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
		assertThat(service.asNobody().get("/actuator/metrics").status()).isEqualTo(401);
		Problem.check(operator.get("/consumer/remove/lucas"), 405, "This takes POST");
		Problem.check(operator.get("/config/update/max.poll.records=7"), 405, "ingest.security.change-by-get");
		assertThat(operator.headers("GET", "/consumer/add/jon").firstValue("Allow")).hasValue("POST");
		assertThat(operator.call("HEAD", "/consumer/remove/lucas").status()).isEqualTo(405);
		assertThat(operator.get("/api/consumers").json().size()).isEqualTo(1);
		assertThat(operator.post("/consumer/remove/lucas").body()).isEqualTo("{\"consumers\":[]}");
	}

	private Service start(Path directory) throws IOException {
		Path key = Files.writeString(directory.resolve("key.pem"),
				"-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----"
					.formatted(Base64.getMimeEncoder().encodeToString(this.keys.getPublic().getEncoded())));
		return new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), TestServers.topic(2))
			.withoutUsers()
			.with("ingest.security.mode", "oauth2")
			.with("ingest.security.open-prometheus", true)
			.with("ingest.security.change-by-get", false)
			.with("spring.security.oauth2.resourceserver.jwt.public-key-location", key.toUri())
			.start();
	}

	private static HttpTarget bearing(Service service, String token) {
		return service.with("Authorization", "Bearer " + token);
	}

	private static String token(KeyPair keys, String role, Duration validity) {
		Instant end = Instant.now().plus(validity);
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.subject("someone")
			.claim("roles", List.of(role))
			.issuedAt(end.minus(Duration.ofHours(2)))
			.expiresAt(end)
			.build();
		return NimbusJwtEncoder.withKeyPair((RSAPublicKey) keys.getPublic(), (RSAPrivateKey) keys.getPrivate())
			.build()
			.encode(JwtEncoderParameters.from(claims))
			.getTokenValue();
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
