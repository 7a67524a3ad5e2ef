using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Platform.Contracts;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>
/// A file with a run's state, weights and moments, from which the run resumes and gives the same bits. It is written beside
/// the old file, flushed, then moved into its place, so a run that dies at any moment leaves one of the two complete.
/// </summary>
internal static class Checkpoint
{
    private const int Hash = 32;

    public static void Write(string path, RunState state, params FlatVector[] vectors)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create))
        {
            void Put(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                file.Write(bytes);
            }
            Put(BitConverter.GetBytes(json.Length));
            Put(json);
            foreach (var vector in vectors)
                Put(MemoryMarshal.AsBytes(vector.All));
            file.Write(hash.GetHashAndReset());
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Fills the vectors; null if there is no checkpoint of this plan, or if it is not complete.</summary>
    public static RunState? Read(string path, string plan, params FlatVector[] vectors)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        var numbers = vectors.Sum(v => v.Layout.Count * sizeof(float));
        if (
            bytes.Length < sizeof(int) + Hash
            || BitConverter.ToInt32(bytes) + sizeof(int) + numbers + Hash != bytes.Length
        )
            return null;
        if (!SHA256.HashData(bytes.AsSpan(..^Hash)).AsSpan().SequenceEqual(bytes.AsSpan(^Hash..)))
            return null;
        var length = BitConverter.ToInt32(bytes);
        var state = JsonSerializer.Deserialize<RunState>(bytes.AsSpan(sizeof(int), length))!;
        if (state.Plan != plan)
            return null;
        var rest = bytes.AsSpan(sizeof(int) + length);
        foreach (var vector in vectors)
        {
            var size = vector.Layout.Count * sizeof(float);
            MemoryMarshal.Cast<byte, float>(rest[..size]).CopyTo(vector.All);
            rest = rest[size..];
        }
        return state;
    }
}

/// <summary>The state of a run, apart from its vectors.</summary>
/// <param name="Plan">Hash of everything that decides what the run computes.</param>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Seconds">Time spent.</param>
/// <param name="Curve">The curve so far.</param>
internal sealed record RunState(string Plan, int Step, long Tokens, double Seconds, IReadOnlyList<TrainingPoint> Curve);
