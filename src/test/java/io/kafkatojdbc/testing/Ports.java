package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds free ports on this machine, and tells which are taken. */
public final class Ports {

	// Below the range from which systems take the ports of outgoing connections: while a
	// server is down, no client must get its port by chance, or even connect to itself.
	private static final int FIRST = 20_000;

	/** Each of the JVMs that tests run in side by side has some of them to itself. */
	private static final int EACH = 6_000;

	private static final int OURS = FIRST + EACH * (Integer.getInteger("test.fork", 1) - 1);

	private static final int CONNECT_TIMEOUT_MILLIS = 500;

	private Ports() {
	}

	/**
	 * Finds a port that is free on all addresses of this machine's own.
	 * @return the port
	 */
	public static int free() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(OURS, OURS + EACH))
			.limit(1_000)
			.filter((port) -> !taken(port))
			.findFirst()
			.orElseThrow(
					() -> new IllegalStateException("No free port between %d and %d".formatted(OURS, OURS + EACH)));
	}

	/**
	 * Tells whether a port is taken: a server on one of the addresses of
	 * {@code localhost} is enough, since a client might reach it instead of ours.
	 * @param port the port
	 * @return whether something listens there
	 */
	public static boolean taken(int port) {
		return answers(port) || !canBeBound(port);
	}

	private static boolean answers(int port) {
		return loopbackAddresses().anyMatch((address) -> {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MILLIS);
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

	private static Stream<InetAddress> loopbackAddresses() {
		try {
			return Stream.of(InetAddress.getAllByName("localhost"));
		}
		catch (UnknownHostException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean canBeBound(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
