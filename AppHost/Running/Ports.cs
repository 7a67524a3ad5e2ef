using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Platform.AppHost.Running;

/// <summary>Loopback ports below the range from which the kernel hands out ephemeral ones.</summary>
internal static class Ports
{
    private const int Lowest = 15000;
    private const int Highest = 30000;

    /// <summary>The previous port if it is free, so that addresses survive a restart; else a free one.</summary>
    /// <param name="previous">The port that this name had.</param>
    /// <param name="taken">Ports of other names.</param>
    public static int Choose(int? previous, IReadOnlyCollection<int> taken)
    {
        if (previous is { } port && IsFree(port))
        {
            return port;
        }
        int end = Math.Min(Highest, FirstEphemeral());
        for (int attempt = 0; attempt < 200 && end > Lowest; attempt++)
        {
            int candidate = RandomNumberGenerator.GetInt32(Lowest, end);
            if (!taken.Contains(candidate) && IsFree(candidate))
            {
                return candidate;
            }
        }
        throw new DistributedApplicationException(
            $"No free port between {Lowest} and {end} on the loopback address: end what listens there."
        );
    }

    public static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && CanListen(IPAddress.IPv6Loopback, port);

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }

    private static int FirstEphemeral()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        return File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0]) : Highest;
    }
}
