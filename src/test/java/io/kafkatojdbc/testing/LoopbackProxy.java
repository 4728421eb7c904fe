package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to a server on this machine that can be interrupted while the server goes on, as
 * a broken network would.
 */
public final class LoopbackProxy implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(LoopbackProxy.class);

	private static final int BUFFER = 32 * 1024;

	private final int target;

	private final ServerSocket server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private State state = State.OPEN;

	/**
	 * Opens a way to a server, which need not be running yet.
	 * @param target the server's port
	 */
	public LoopbackProxy(int target) {
		this.target = target;
		try {
			this.server = new ServerSocket();
			this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("proxy-accept", this::acceptAll);
		AtExit.run(this::close);
	}

	private static void start(String name, Runnable work) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		thread.start();
	}

	private void acceptAll() {
		while (!this.server.isClosed()) {
			try {
				accept(this.server.accept());
			}
			catch (IOException ex) {
				log.trace("No connection", ex);
			}
		}
	}

	private void accept(Socket client) throws IOException {
		Socket backend = new Socket();
		this.sockets.add(client);
		this.sockets.add(backend);
		try {
			if (state() == State.CLOSED) {
				throw new IOException("The way is closed");
			}
			backend.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
			start("proxy-out", () -> pump(client, backend));
			start("proxy-in", () -> pump(backend, client));
		}
		catch (IOException ex) {
			end(client, backend);
			throw ex;
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[BUFFER];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			boolean lost = false;
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				awaitNotSilent();
				lost = lost || state() == State.SWALLOWING;
				if (!lost) {
					out.write(buffer, 0, count);
				}
			}
			awaitNotSwallowing();
		}
		catch (IOException ex) {
			log.trace("A connection ended", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			end(from, to);
		}
	}

	private void end(Socket... both) {
		for (Socket socket : both) {
			this.sockets.remove(socket);
			try {
				socket.close();
			}
			catch (IOException ex) {
				log.trace("A connection is broken", ex);
			}
		}
	}

	private synchronized State state() {
		return this.state;
	}

	private synchronized void awaitNotSilent() throws InterruptedException {
		while (this.state == State.SILENT) {
			wait();
		}
	}

	/** Who has gone is missed only when the network is back. */
	private synchronized void awaitNotSwallowing() throws InterruptedException {
		while (this.state == State.SWALLOWING) {
			wait();
		}
	}

	private synchronized void become(State next) {
		this.state = next;
		notifyAll();
	}

	/** Lets nothing through any more, without telling anybody. */
	public void silence() {
		become(State.SILENT);
	}

	/**
	 * Loses all that is sent, without telling anybody. A connection that has lost
	 * something does not work afterwards either.
	 */
	public void swallow() {
		become(State.SWALLOWING);
	}

	/** Ends all connections, and accepts no others. */
	public void cut() {
		become(State.CLOSED);
		end(this.sockets.toArray(Socket[]::new));
	}

	/** Lets everything through again, what was held up included. */
	public void mend() {
		become(State.OPEN);
	}

	/**
	 * Tells whether nothing is wrong with it.
	 * @return whether all is let through
	 */
	public boolean isOpen() {
		return state() == State.OPEN;
	}

	/**
	 * Returns where clients connect.
	 * @return the port
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			log.trace("Closed already", ex);
		}
		cut();
	}

	/** What becomes of what is sent. */
	private enum State {

		OPEN, SILENT, SWALLOWING, CLOSED

	}

}
