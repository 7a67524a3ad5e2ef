using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Dataset.Quality;

/// <summary>
/// Which of a labeller's tasks in a round are hidden controls: with a share of 1/B, one task of each block of B tasks. The
/// place within the block follows from a hash, so that it cannot be guessed and does not change.
/// </summary>
internal static class ControlSchedule
{
    /// <summary>Whether a task is a control.</summary>
    /// <param name="round">The labelling.</param>
    /// <param name="labeller">The labeller.</param>
    /// <param name="task">Number of the labeller's task in the round, controls included, from 0.</param>
    /// <param name="share">Share of controls, from 0 to 1.</param>
    public static bool IsControl(Guid round, string labeller, int task, double share)
    {
        if (share <= 0)
        {
            return false;
        }

        // Block b holds the tasks from ceil(b / share) up to the beginning of the next one.
        long block = (long)Math.Floor((task + 0.5) * share);
        long begin = Begin(block, share);
        if (task < begin)
        {
            begin = Begin(--block, share);
        }

        long size = Begin(block + 1, share) - begin;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{round}/{labeller}/{block}"));
        return task - begin == (long)(BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)size);
    }

    private static long Begin(long block, double share) => (long)Math.Ceiling(block / share);
}
