using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Native;

/// <summary>Erlang's port mapper on a port of our own: without it the broker would leave one of its own behind.</summary>
internal sealed class EpmdServer(string name, int port) : INativeProcess
{
    public string Name => name;

    public IReadOnlyDictionary<string, int> Ports => new Dictionary<string, int> { ["tcp"] = port };

    public Signal StopSignal => Signal.Kill;

    public TimeSpan Grace => TimeSpan.FromSeconds(5);

    /// <summary>By which a node finds it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
        [new("ERL_EPMD_PORT", $"{port}"), new("ERL_EPMD_ADDRESS", "127.0.0.1")];

    public Task<Command> Prepare(CancellationToken stop) =>
        Task.FromResult(
            new Command(
                "epmd",
                ["-address", "127.0.0.1", "-port", $"{port}"],
                "/",
                Variables,
                AsServer: true,
                Signal.Kill
            )
        );

    public async Task<bool> IsHealthy(CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        // A length and one letter: "what names do you know?"
        await socket.SendAsync(new byte[] { 0, 1, (byte)'n' }, stop);
        return await socket.ReceiveAsync(new byte[4], stop) > 0;
    }
}
