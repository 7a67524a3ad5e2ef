using Platform.Tests;

namespace Platform.UnitTests.Deployment;

/// <summary>The parts of docker/Dockerfile that every image shares.</summary>
internal static class Image
{
    private static readonly string[] Instructions = File.ReadAllText(Checkout.At("docker/Dockerfile"))
        .Replace("\\\n", " ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The variables of the final stage.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        All("ENV")
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    public static int Port { get; } = int.Parse(Environment["ASPNETCORE_HTTP_PORTS"]);

    public static int User { get; } = int.Parse(Environment["APP_UID"]);

    /// <summary>Images of the first lines that the Dockerfile names for NVIDIA GPUs.</summary>
    public static string CudaBase { get; } =
        Instructions.Single(line => line.Contains("BASE=docker.io/nvidia/cuda:")).Split("BASE=")[1].Split(' ')[0];

    public static IEnumerable<string> All(string instruction) =>
        Instructions
            .Where(line => line.StartsWith(instruction + ' ', StringComparison.Ordinal))
            .Select(line => line[(instruction.Length + 1)..]);
}
