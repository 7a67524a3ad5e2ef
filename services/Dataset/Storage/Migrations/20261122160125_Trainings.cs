using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Trainings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "trainings",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    train = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    pools = table.Column<string[]>(type: "text[]", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    @base = table.Column<string>(name: "base", type: "text", nullable: true),
                    base_version = table.Column<string>(type: "text", nullable: true),
                    recipe = table.Column<string>(type: "jsonb", nullable: true),
                    request = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string[]>(type: "text[]", nullable: false),
                    submitted = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    training_set = table.Column<string>(type: "text", nullable: true),
                    examples = table.Column<int>(type: "integer", nullable: true),
                    pool_revisions = table.Column<long[]>(type: "bigint[]", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    step = table.Column<int>(type: "integer", nullable: false),
                    progress = table.Column<string>(type: "jsonb", nullable: true),
                    model = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trainings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "training_points",
                schema: "dataset",
                columns: table => new
                {
                    training_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    loss = table.Column<double>(type: "double precision", nullable: false),
                    learning_rate = table.Column<double>(type: "double precision", nullable: false),
                    tokens_per_second = table.Column<double>(type: "double precision", nullable: false),
                    tokens = table.Column<long>(type: "bigint", nullable: false),
                    seconds = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_points", x => new { x.training_id, x.step });
                    table.ForeignKey(
                        name: "fk_training_points_trainings_training_id",
                        column: x => x.training_id,
                        principalSchema: "dataset",
                        principalTable: "trainings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_trainings_model",
                schema: "dataset",
                table: "trainings",
                column: "model");

            migrationBuilder.CreateIndex(
                name: "ix_trainings_state",
                schema: "dataset",
                table: "trainings",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "training_points",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "trainings",
                schema: "dataset");
        }
    }
}
